// MQTT.js through the balancer over TLS: publishes to itself with MQTT 3.1, 3.1.1 and 5.0 and QoS 0, 1 and 2.
// Arguments: port, file of the certificate authority. Prints one line for each combination; exit code 1 at the first that fails.
'use strict';
const fs = require('fs');
const mqtt = require('mqtt');

const [port, authority] = process.argv.slice(2);
const ca = fs.readFileSync(authority);
const payloads = ['', 'one', 'x'.repeat(100000)];

function connect(version) {
  const options = {
    protocolVersion: version,
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    clientId: `js-${version}-${process.pid}`,
    ca,
    reconnectPeriod: 0,
  };
  return mqtt.connectAsync(`mqtts://localhost:${port}`, options);
}

async function roundTrip(version, qos) {
  const client = await connect(version);
  const topic = `js/${process.pid}/${version}/${qos}`;
  const received = [];
  const all = new Promise((resolve, reject) => {
    client.on('message', (_, payload) => {
      received.push(payload.toString());
      if (received.length === payloads.length) resolve();
    });
    client.on('close', () => reject(new Error('closed')));
    setTimeout(() => reject(new Error(`only ${received.length} messages came`)), 30000).unref();
  });
  await client.subscribeAsync(topic, { qos });
  for (const payload of payloads) await client.publishAsync(topic, payload, { qos });
  await all;
  if (received.some((payload, i) => payload !== payloads[i])) throw new Error('other bytes came');
  client.removeAllListeners('close');
  await client.endAsync();
}

async function main() {
  for (const version of [3, 4, 5]) {
    for (const qos of [0, 1, 2]) {
      await roundTrip(version, qos).catch((error) => {
        throw new Error(`version ${version} QoS ${qos}: ${error.message}`);
      });
      console.log(`version ${version} QoS ${qos} passed`);
    }
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error.message);
  process.exit(1);
});
