"""Paho over WebSockets. Arguments: port of ws, port of wss, file of the certificate authority. Exit code 1 at the first that fails."""
import sys
import threading

import paho.mqtt.client as mqtt

PAYLOAD = b"x" * 100_000


def round_trip(port, authority):
    received = threading.Event()
    client = mqtt.Client(transport="websockets")
    if authority:
        client.tls_set(ca_certs=authority)
    client.on_connect = lambda *_: client.subscribe("paho/websocket", 2)
    client.on_subscribe = lambda *_: client.publish("paho/websocket", PAYLOAD, 2)
    client.on_message = lambda _client, _data, message: received.set() if message.payload == PAYLOAD else None
    client.connect("localhost", port)
    client.loop_start()
    came = received.wait(30)
    client.disconnect()
    client.loop_stop()
    if not came:
        sys.exit(f"port {port}: the message did not come")


round_trip(int(sys.argv[1]), None)
print("ws passed")
round_trip(int(sys.argv[2]), sys.argv[3])
print("wss passed")
