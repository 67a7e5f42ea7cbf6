"""Paho through the balancer over TLS: publishes to itself with MQTT 3.1, 3.1.1 and 5.0 and QoS 0, 1 and 2.

Arguments: port, file of the certificate authority. Prints one line for each combination; exit code 1 at the first that fails.
"""
import os
import sys
import threading

import paho.mqtt.client as mqtt

PORT, AUTHORITY = int(sys.argv[1]), sys.argv[2]
PAYLOADS = [b"", b"one", b"x" * 100000]


def round_trip(version, qos):
    received, done = [], threading.Event()
    topic = f"paho/{os.getpid()}/{version}/{qos}"

    def on_message(client, userdata, message):
        received.append(message.payload)
        if len(received) == len(PAYLOADS):
            done.set()

    def on_subscribe(client, *_):
        for payload in PAYLOADS:
            client.publish(topic, payload, qos)

    client = mqtt.Client(client_id=f"paho-{version}-{os.getpid()}", protocol=version)
    client.tls_set(ca_certs=AUTHORITY)
    client.on_connect = lambda client, *_: client.subscribe(topic, qos)
    client.on_subscribe = on_subscribe
    client.on_message = on_message
    client.connect("localhost", PORT)
    client.loop_start()
    done.wait(30)
    client.disconnect()
    client.loop_stop()
    if received != PAYLOADS:
        sys.exit(f"version {version} QoS {qos}: {len(received)} messages came, of {[len(p) for p in received]} bytes")
    print(f"version {version} QoS {qos} passed", flush=True)


for protocol in (mqtt.MQTTv31, mqtt.MQTTv311, mqtt.MQTTv5):
    for quality in (0, 1, 2):
        round_trip(protocol, quality)
