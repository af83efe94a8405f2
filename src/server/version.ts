/** Which version of the program this is; shown by /health, OpenAPI and backups. */
export const VERSION = '0.1.0';
