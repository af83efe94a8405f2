/** What a test asks of the table of pictures. */
export interface Picture {
  readonly name: string;
  /** Nobody for the pages before the sign-in. */
  readonly login?: string;
  readonly address: string | ((api: (path: string) => Promise<{ readonly rows?: readonly { readonly id: string }[] }>) => Promise<string>);
}
export declare const PICTURES: readonly Picture[];
