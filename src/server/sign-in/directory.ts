/** A directory (LDAP, Active Directory): finds the person by name, then tries their password by signing in there as them. */
import { Client, EqualityFilter, InvalidCredentialsError } from 'ldapts';
import { Refusal } from '../../kernel/refusal.ts';

export interface Directory {
  readonly url: string;
  readonly base: string;
  /** `uid` for OpenLDAP, `sAMAccountName` for Active Directory. */
  readonly attribute: string;
  /** With whom the directory is searched; nobody: anonymously. */
  readonly bindDn: string | null;
  readonly bindPassword: string | null;
}

/** Whether the directory knows somebody of exactly this name with this password. Refuses (503) when it does not answer. */
export async function askDirectory(directory: Directory, name: string, password: string): Promise<boolean> {
  // An empty password is "nobody" to a directory, and nobody is let in everywhere.
  if (password === '' || name === '') return false;
  const client = new Client({ url: directory.url, timeout: 5_000, connectTimeout: 5_000 });
  try {
    if (directory.bindDn) await client.bind(directory.bindDn, directory.bindPassword ?? '');
    const { searchEntries } = await client.search(directory.base, { scope: 'sub', filter: new EqualityFilter({ attribute: directory.attribute, value: name }), attributes: ['dn'], sizeLimit: 2 });
    const [entry] = searchEntries;
    if (!entry || searchEntries.length > 1) return false;
    return await client.bind(entry.dn, password).then(() => true, (e: unknown) => { if (e instanceof InvalidCredentialsError) return false; throw e; });
  } catch {
    throw new Refusal('sign_in.directory', ['目录服务没有回答，请稍后再试或联系管理员', 'The directory does not answer; try again later or ask the administrator'], 503);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}
