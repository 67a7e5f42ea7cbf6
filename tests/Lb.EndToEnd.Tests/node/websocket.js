// MQTT.js over WebSockets. Arguments: port of ws, port of wss, file of the certificate authority. Exit code 1 at the first that fails.
'use strict';
const fs = require('fs');
const mqtt = require('mqtt');

const [plainPort, tlsPort, authority] = process.argv.slice(2);
const ca = fs.readFileSync(authority);
const payload = 'x'.repeat(100000);

async function roundTrip(url) {
  const client = await mqtt.connectAsync(url, { protocolVersion: 5, ca, reconnectPeriod: 0 });
  const received = new Promise((resolve, reject) => {
    client.on('message', (_, bytes) => resolve(bytes.toString()));
    setTimeout(() => reject(new Error(`${url}: no message came`)), 30000).unref();
  });
  await client.subscribeAsync('js/websocket', { qos: 2 });
  await client.publishAsync('js/websocket', payload, { qos: 2 });
  if ((await received) !== payload) throw new Error(`${url}: other bytes came`);
  await client.endAsync();
}

async function main() {
  await roundTrip(`ws://localhost:${plainPort}/mqtt`);
  console.log('ws passed');
  await roundTrip(`wss://localhost:${tlsPort}/mqtt`);
  console.log('wss passed');
}

main().then(() => process.exit(0), (error) => {
  console.error(error.message);
  process.exit(1);
});
