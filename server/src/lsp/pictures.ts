/** The requests for pictures; the layout library is loaded with the first one. */

import type { Connection } from 'vscode-languageserver';
import type { Layout } from '../features/diagram/layout';
import { diagramOf, interactivePicture } from '../features/diagram/picture';
import { style } from '../features/diagram/style';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';
import { type PictureParams, type PictureResult, pictureRequest, type TablesParams, tablesRequest } from './protocol';

/** Loads the layout library, from the address that the client has named where the server needs one. */
export type LoadLayout = (layoutUri: string | undefined) => Promise<Layout>;

/** Registers the requests. */
export function registerPictures(
  connection: Connection,
  dumps: Opened<OpenDump>,
  loadLayout: () => Promise<Layout>,
): void {
  connection.onRequest(tablesRequest, ({ uri }: TablesParams): string[] => {
    const dump = dumps.get(uri);
    return dump ? [...new Set(rulesetOf(dump).tables.map(({ name }) => name))] : [];
  });
  connection.onRequest(pictureRequest, async ({ uri, table }: PictureParams): Promise<PictureResult | null> => {
    const dump = dumps.get(uri);
    const diagram = dump && diagramOf(rulesetOf(dump), table);
    return diagram ? { ...(await interactivePicture(diagram, await loadLayout())), style } : null;
  });
}
