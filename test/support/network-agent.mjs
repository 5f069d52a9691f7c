// A host of the test network: listens on ports, and connects on command as any user, one JSON object a line.

import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [name = ''] = process.argv.slice(2);
const timeout = 2_000;

/** Says which listener was reached. */
function listenTcp({ port, address }) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(`${name} ${port}`));
    server.once('error', reject).listen(port, address, resolve);
  });
}

function listenUdp({ port, address }) {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('message', (_, from) => socket.send(`${name} ${port}`, from.port, from.address));
    socket.once('error', reject).bind(port, address, resolve);
  });
}

function askTcp({ destination, port, source }) {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: destination, port, localAddress: source, timeout });
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('timeout', () => socket.destroy(new Error('timeout')));
    socket.on('error', (error) => resolve(error.message));
    socket.on('end', () => resolve(text));
  });
}

function askUdp({ destination, port, source }) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (text) => {
      clearTimeout(timer);
      socket.close(() => resolve(text));
    };
    const timer = setTimeout(() => finish('timeout'), timeout);
    socket.on('message', (text) => finish(String(text)));
    socket.on('error', (error) => finish(error.message));
    socket.bind({ address: source }, () => socket.send('?', port, destination));
  });
}

/** A socket belongs to the user and group that the process has while it is made. */
async function as({ uid, gid }, work) {
  process.setegid(gid);
  process.seteuid(uid);
  try {
    return await work();
  } finally {
    process.seteuid(0);
    process.setegid(0);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { listen, flow } = JSON.parse(line);
  for (const each of listen ?? []) {
    await as(each, () => (each.protocol === 'tcp' ? listenTcp(each) : listenUdp(each)));
  }
  const answer = flow ? await as(flow, () => (flow.protocol === 'tcp' ? askTcp(flow) : askUdp(flow))) : 'ready';
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
