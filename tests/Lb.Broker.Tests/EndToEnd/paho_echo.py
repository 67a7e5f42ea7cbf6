"""Publishes numbered messages to itself: port, version, QoS, count. Says how many came back in order."""
import sys
import threading

import paho.mqtt.client as mqtt

port, version, qos, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
protocol = {"3.1": mqtt.MQTTv31, "3.1.1": mqtt.MQTTv311, "5": mqtt.MQTTv5}[version]
received = []
done = threading.Event()


def on_subscribe(client, *_):
    for number in range(count):
        client.publish("numbers", str(number), qos)


def on_message(client, userdata, message):
    received.append(int(message.payload))
    if len(received) == count:
        done.set()


client = mqtt.Client(client_id="paho", protocol=protocol)
client.on_connect = lambda client, *_: client.subscribe("numbers", qos)
client.on_subscribe = on_subscribe
client.on_message = on_message
client.max_queued_messages_set(0)
client.connect("127.0.0.1", port)
client.loop_start()
done.wait(15)
client.disconnect()
client.loop_stop()
print(len(received), "in order" if received == sorted(received) else "out of order")
