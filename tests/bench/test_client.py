import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Client, RequestError


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent; `/broken` hangs up."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/broken":
            self.close_connection = True
            return
        said = {name.lower(): value for name, value in self.headers.items()}
        answer = json.dumps({"peer": self.client_address[1], "body": body, "headers": said})
        self.send_response(403 if self.path == "/refused" else 200)
        self.send_header("Set-Cookie", "csrftoken=abc; Path=/")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_):
        """Keeps the test's output clean."""


@pytest.fixture
def client():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    one = Client(server.server_address[1], token="t0ken")
    yield one
    one.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_connection_serves_many_requests_and_keeps_cookies(client):
    first = client.must("POST", "/", {"a": 1})
    second = client.must("POST", "/", {"a": 2})
    assert first["peer"] == second["peer"]
    assert first["body"] == '{"a": 1}'
    assert first["headers"]["authorization"] == "Token t0ken"
    assert second["headers"]["cookie"] == "csrftoken=abc"


def test_a_form_goes_as_a_browser_sends_it(client):
    sent = client.request("POST", "/user/signup/", {"email": "a@b.c"}, form=True).json()
    assert sent["body"] == "email=a%40b.c"
    assert sent["headers"]["referer"].endswith("/user/signup/")


def test_a_broken_connection_is_an_answer_with_status_0(client):
    assert client.request("POST", "/broken", {}).status == 0
    assert client.request("POST", "/", {}).status == 200


def test_a_refusal_says_what_was_asked(client):
    with pytest.raises(RequestError, match="POST /refused answered 403"):
        client.must("POST", "/refused", {})
