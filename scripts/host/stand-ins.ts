/** JavaScript stand-ins for two native modules of the VS Code server, written into its installation. */

/** For @vscode/spdlog: without it output channels stay silently empty. */
export const loggerStandIn = `'use strict';
const fs = require('fs');
const path = require('path');

class Logger {
  constructor(name, file) {
    this.file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }
  write(level, message) {
    const line = this.bare ? message : new Date().toISOString() + ' [' + level + '] ' + message + '\\n';
    fs.appendFileSync(this.file, line);
  }
  trace(message) { this.write('trace', message); }
  debug(message) { this.write('debug', message); }
  info(message) { this.write('info', message); }
  warn(message) { this.write('warning', message); }
  error(message) { this.write('error', message); }
  critical(message) { this.write('critical', message); }
  clearFormatters() { this.bare = true; }
  setPattern() {}
  setLevel() {}
  getLevel() { return 2; }
  flush() {}
  drop() {}
}

const create = async (name, file) => new Logger(name, file);
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/** For native-watchdog: ends the extension host when the server is gone. */
export const watchdogStandIn = `'use strict';
exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(1);
    }
  }, 1000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;
