"""One real RTSP camera: an H.264 stream of gst-rtsp-server, told by its arguments how to behave.

Usage: /usr/bin/python3 server.py [--user U --password P] [--silent-after N] [--still] [--codec h264|opus|jpeg]
Prints its port once it answers; ends when its standard input does.
"""
import argparse
import random
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--silent-after", type=int, help="sends so many packets, then nothing, and keeps the connection")
parser.add_argument("--still", action="store_true", help="every picture is the same one")
parser.add_argument("--codec", default="h264", choices=["h264", "opus", "jpeg"])
parser.add_argument("--port", default="0")
args = parser.parse_args()

Gst.init(None)
loop = GLib.MainLoop()
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(args.port)

video = (
    "videotestsrc is-live=true pattern=smpte75 ! videobalance name=light "
    "! video/x-raw,format=I420,width=320,height=240,framerate=10/1"
)
PIPELINES = {
    "h264": f"{video} ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=5 bitrate=400 "
    "! rtph264pay name=pay0 pt=96 config-interval=1",
    "jpeg": f"{video} ! jpegenc ! rtpjpegpay name=pay0 pt=26",
    "opus": "audiotestsrc is-live=true ! opusenc ! rtpopuspay name=pay0 pt=97",
}
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f"( {PIPELINES[args.codec]} )")


def configure(_factory, media):
    """Light that is never twice the same; an encoder that hangs: so many packets, then none."""
    light = media.get_element().get_by_name("light")
    if light is not None and not args.still:
        light.set_property("hue", random.uniform(-1, 1))
    if args.silent_after is None:
        return
    sent = {"n": 0}

    def drop(_pad, _info):
        sent["n"] += 1
        return Gst.PadProbeReturn.OK if sent["n"] <= args.silent_after else Gst.PadProbeReturn.DROP

    pad = media.get_element().get_by_name("pay0").get_static_pad("src")
    pad.add_probe(Gst.PadProbeType.BUFFER | Gst.PadProbeType.BUFFER_LIST, drop)


factory.connect("media-configure", configure)
if args.user is not None:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.set_supported_methods(2)  # GST_RTSP_AUTH_DIGEST
    auth.add_digest(args.user, args.password, token)
    server.set_auth(auth)
    rights = "viewer, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
    factory.add_role_from_structure(Gst.Structure.new_from_string(rights))
server.get_mount_points().add_factory("/cam", factory)
if server.attach(None) == 0:
    sys.exit("the server cannot be attached")
print(server.get_bound_port(), flush=True)
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_HUP | GLib.IO_IN, lambda *_: (loop.quit(), False)[1])
loop.run()
