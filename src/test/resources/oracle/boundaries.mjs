// Prints, for each file named, the statements that PostgreSQL's own parser finds: start+length in bytes, from the first to the last
// token that is not a comment. A script that it refuses gives a line that begins with "error".
import { readFileSync } from 'node:fs';
import { loadModule, parseSync, scanSync } from '@libpg-query/parser';

await loadModule();
for (const file of process.argv.slice(2)) {
  console.log(boundaries(readFileSync(file, 'utf8')));
}

function boundaries(sql) {
  try {
    const parsed = parseSync(sql);
    const tokens = scanSync(sql).tokens.filter(token => !token.tokenName.endsWith('_COMMENT'));
    return (parsed.stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length }) => {
      const end = length ? start + length : Infinity; // nothing ends the last one
      const inside = tokens.filter(token => token.start >= start && token.end <= end);
      return `${inside[0].start}+${inside.at(-1).end - inside[0].start}`;
    }).join(' ');
  } catch (error) {
    return `error ${error.message}`;
  }
}
