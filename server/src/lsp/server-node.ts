/** Entry of the server in a Node process: over IPC for VS Code, over the streams that the command line names for others. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { readGrammarFiles } from '../node/grammar-files';
import { startServer } from './server';

startServer(createConnection(ProposedFeatures.all), {
  layout: async () => (await import('../features/diagram/elk')).layout,
  grammar: readGrammarFiles,
});
