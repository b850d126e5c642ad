"""Calls a SOAP service with zeep, as its documentation shows it.

The one argument is a JSON object, all of it optional but `wsdl`:
  wsdl         address or path of the description
  ca           PEM file of the authority to trust
  user         name:password
  certificate  PEM file of the client certificate with its chain; `key` is that of its key
  port         name of the port; without it the first one
  endpoint     address to call instead of that in the description
  operation    what to call; without it the operations of every port are listed
  payload      object: named arguments; list: arguments in order; else the one argument
  headers      list of SOAP headers as XML text

Prints one JSON object: {"operations": {port: [names]}}, {"result": ..., "attachments": [...]},
{"fault": {"type", "code", "reason", "detail"}} or {"failure": {"type", "text"}}.
"""

import json
import sys

import requests
import zeep
import zeep.exceptions
import zeep.helpers
from lxml import etree
from zeep.wsdl.attachments import MessagePack


def transport(request):
    session = requests.Session()
    session.trust_env = False
    if "ca" in request:
        session.verify = request["ca"]
    if "user" in request:
        session.auth = tuple(request["user"].split(":", 1))
    if "certificate" in request:
        session.cert = (request["certificate"], request["key"])
    return zeep.Transport(session=session, timeout=60, operation_timeout=60)


def operations(client):
    ports = {}
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            ports[port.name] = sorted(port.binding._operations)
    return ports


def proxy(client, request):
    if "endpoint" not in request:
        return client.service
    binding = client.service._binding.name.text
    return client.create_service(binding, request["endpoint"])


def call(client, request):
    method = proxy(client, request)[request["operation"]]
    further = {}
    if "headers" in request:
        further["_soapheaders"] = [etree.fromstring(text) for text in request["headers"]]
    payload = request.get("payload", [])
    if isinstance(payload, dict):
        return method(**payload, **further)
    return method(*(payload if isinstance(payload, list) else [payload]), **further)


def plain(value):
    if isinstance(value, etree._Element):
        return etree.tostring(value, encoding="unicode")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def described(result):
    attachments = []
    if isinstance(result, MessagePack):
        for part in result.attachments:
            attachments.append({"id": part.content_id, "type": part.content_type, "text": plain(part.content)})
        result = result.root
    return {"result": zeep.helpers.serialize_object(result, dict), "attachments": attachments}


def fault(error):
    detail = None if error.detail is None else plain(error.detail)
    return {"type": type(error).__name__, "code": error.code, "reason": error.message, "detail": detail}


def answer(request):
    try:
        client = zeep.Client(request["wsdl"], transport=transport(request), port_name=request.get("port"))
        if "operation" not in request:
            return {"operations": operations(client)}
        return described(call(client, request))
    except zeep.exceptions.Fault as error:
        return {"fault": fault(error)}
    except Exception as error:  # whatever the library makes of it is the answer
        return {"failure": {"type": type(error).__name__, "text": str(error)}}


print(json.dumps(answer(json.loads(sys.argv[1])), default=plain))
