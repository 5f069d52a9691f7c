// The layers hold: imports go downwards only, packages stay where they belong, and the pure layers know no Node.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { forbiddenImports } from './support/layers';

const root = join(__dirname, '..');

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

describe('layers', () => {
  it('import downwards only', () => {
    const files = [...sourceFiles('server/src'), ...sourceFiles('client/src')];
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.flatMap((file) => forbiddenImports(file, readFileSync(join(root, file), 'utf8'))),
      [],
    );
  });
});

describe('the guard of the layers', () => {
  const checkPlanted = (path: string, statement: string, forbidden: boolean) =>
    it(`${forbidden ? 'forbids' : 'allows'} ${path}: ${statement}`, () => {
      const real = readFileSync(join(root, path), 'utf8');
      assert.equal(forbiddenImports(path, `${real}\n${statement}\n`).length, forbidden ? 1 : 0);
    });
  const forbids = (path: string, statement: string) => checkPlanted(path, statement, true);
  const allows = (path: string, statement: string) => checkPlanted(path, statement, false);

  forbids('server/src/syntax/line.ts', "import { isTable } from '../ruleset/tables';");
  forbids('server/src/syntax/line.ts', "import type { Family } from '../ruleset/tables';");
  forbids('server/src/syntax/line.ts', "export * from '../modules/index';");
  forbids('server/src/syntax/line.ts', "const modules = import('../modules/index');");
  forbids('server/src/modules/index.ts', "import { commands } from '../shell/commands';");
  forbids('server/src/ruleset/rule.ts', "import { simulate } from '../effect/effect';");
  forbids('server/src/packets/bits.ts', "import type { Effect } from '../effect/effect';");
  forbids('server/src/packets/bits.ts', "import { chains } from '../knowledge/chains/index';");
  forbids('server/src/diagnostics/index.ts', "import { hover } from '../features/hover';");
  forbids('server/src/features/fix-all.ts', "import type { FamilyParams } from '../lsp/protocol';");
  forbids('server/src/lsp/server.ts', "import { check } from '../cli/check';");
  forbids('server/src/cli/check.ts', "import { startServer } from '../lsp/server';");
  forbids('server/src/lsp/server.ts', "import { run } from '../../../client/src/run';");
  forbids('server/src/features/fix-all.ts', "import { version } from '../../../package.json';");
  forbids('server/src/ruleset/rule.ts', "import { readFileSync } from 'node:fs';");
  forbids('server/src/features/fix-all.ts', "import 'node:process';");
  forbids('server/src/ruleset/rule.ts', "import { distance } from 'fastest-levenshtein';");
  forbids('server/src/diagnostics/finding.ts', "import type { Range } from 'vscode-languageserver-types';");
  forbids('server/src/features/fix-all.ts', "import type { Connection } from 'vscode-languageserver';");
  forbids('server/src/lsp/server.ts', "import { readFileSync } from 'node:fs';");
  forbids('server/src/features/fix-all.ts', "import { readGrammarFiles } from '../node/grammar-files';");
  forbids('server/src/lsp/server.ts', "import { Command } from 'commander';");
  forbids('client/src/run.ts', "import { familyRequest } from '../../server/src/lsp/protocol';");
  forbids('client/src/run.ts', "import { type FamilyParams } from '../../server/src/lsp/protocol';");
  forbids('client/src/run.ts', "import type { Family } from '../../server/src/ruleset/tables';");

  allows('server/src/modules/index.ts', "import type { Span } from '../syntax/span';");
  allows('server/src/modules/similar.ts', "export { distance } from 'fastest-levenshtein';");
  allows('server/src/features/fix-all.ts', "import type { Range } from 'vscode-languageserver-types';");
  allows('server/src/lsp/server.ts', "import type { Message } from 'vscode-languageserver-protocol';");
  allows('server/src/cli/main.ts', "import { stdin } from 'node:process';");
  allows('client/src/run.ts', "import type * as names from '../../server/src/lsp/protocol';");
});

describe('the pure layers', () => {
  /** What the compiler says of a file planted in a pure layer, with the settings of the pure layers. */
  function complaints(planted: string): string[] {
    const { fileNames, options } = pureSettings();
    const path = join(root, 'server/src/syntax/planted.ts');
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => name === path || fileExists(name);
    host.getSourceFile = (name, ...rest) =>
      name === path ? ts.createSourceFile(name, planted, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
    const program = ts.createProgram([...fileNames, path], options, host);
    return program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  }

  function pureSettings(): ts.ParsedCommandLine {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.pure.json'), ts.sys.readFile);
    return ts.parseJsonConfigFileContent(config, ts.sys, root);
  }

  it('are all compiled without the types of Node', () => {
    const compiled = new Set(pureSettings().fileNames);
    const pure = sourceFiles('server/src').filter((file) => !/^server\/src\/(?:node|lsp|cli)\//.test(file));
    assert.deepEqual(
      pure.filter((file) => !compiled.has(join(root, file))),
      [],
    );
  });

  it('cannot use what only Node has', function () {
    this.timeout(180_000);
    const planted = [
      "import { readFileSync } from 'node:fs';",
      'process.exit();',
      'console.log(1);',
      'setTimeout(() => {}, 1);',
      'new Buffer(1);',
      "require('node:fs');",
      'document.title;',
      'export const fine = [readFileSync].flat().length;',
    ];
    const found = complaints(planted.join('\n'));
    const missing = /'(node:fs|process|console|setTimeout|Buffer|require|document)'/;
    assert.deepEqual(
      found.map((message) => missing.exec(message)?.[1]),
      ['node:fs', 'process', 'console', 'setTimeout', 'Buffer', 'require', 'document'],
    );
  });
});
