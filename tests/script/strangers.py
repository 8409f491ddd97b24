"""Who answers where a county was expected: a page that wants people to log in, a county that is too busy, and one whose
certificate nobody vouches for."""
import http.server
import pathlib
import ssl
import subprocess
import threading


def handler(status, body, kind):
    class Answering(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_words):
            pass

    return Answering


class Strangers:
    """Each on a free port of the loopback, until stop()."""

    def __init__(self, folder):
        certificate, key = pathlib.Path(folder) / "stranger.pem", pathlib.Path(folder) / "stranger.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.servers = []
        page = handler(200, "<html>请先登录本网络</html>".encode(), "text/html")
        busy = handler(503, b'{"code":"server_busy","message":"too many at once","remedy":"wait"}', "application/json")
        self.not_county = self.serve(page, None)
        self.busy = self.serve(busy, None)
        self.untrusted = self.serve(page, context)

    def serve(self, answering, context):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answering)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.servers.append(server)
        return f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"

    def stop(self):
        for server in self.servers:
            server.shutdown()
            server.server_close()
