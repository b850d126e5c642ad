// Calls a SOAP service with the npm package soap, as its documentation shows it.
//
// The one argument is a JSON object, all of it optional but `wsdl`:
//   wsdl         address or path of the description
//   ca           PEM file of the authority to trust
//   user         name:password
//   certificate  PEM file of the client certificate with its chain; `key` is that of its key
//   port         name of the port; without it the first one
//   endpoint     address to call instead of that in the description
//   soap12       true: speaks SOAP 1.2
//   operation    what to call; without it the operations of every port are listed
//   payload      the arguments as the package takes them
//   headers      list of SOAP headers as XML text
//   attachments  list of {id, type, text}, sent with the message; `mtom` true: as MTOM even without any
//
// Prints one JSON object: {"operations": {port: [names]}}, {"result": ..., "status": ..., "attachments": [...]},
// {"fault": {"type", "code", "reason", "detail", "status"}} or {"failure": {"type", "text", "status"}}.

import { setDefaultResultOrder } from 'node:dns';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import soap from 'soap';

// The tenant listens on 127.0.0.1, and Node 18 would try the first address of localhost alone.
setDefaultResultOrder('ipv4first');

const request = JSON.parse(process.argv[2]);

function tls() {
  const read = (file) => (file === undefined ? undefined : readFileSync(file));
  return { ca: read(request.ca), cert: read(request.certificate), key: read(request.key) };
}

function options(agent) {
  const result = { disableCache: true, forceSoap12Headers: request.soap12 === true, wsdl_options: { httpsAgent: agent } };
  if (request.endpoint !== undefined) result.endpoint = request.endpoint;
  if (request.attachments !== undefined || request.mtom) result.parseResponseAttachments = true;
  if (request.user !== undefined) {
    result.wsdl_headers = { Authorization: `Basic ${Buffer.from(request.user).toString('base64')}` };
  }
  return result;
}

function security(agent) {
  if (request.certificate !== undefined) {
    return new soap.ClientSSLSecurity(request.key, request.certificate, readFileSync(request.ca));
  }
  const [name, ...rest] = (request.user ?? '').split(':');
  if (request.user !== undefined) return new soap.BasicAuthSecurity(name, rest.join(':'), { httpsAgent: agent });
  return { addOptions: (call) => Object.assign(call, { httpsAgent: agent }), toXML: () => '' };
}

function operations(description) {
  const ports = {};
  for (const service of Object.values(description)) {
    for (const [port, methods] of Object.entries(service)) ports[port] = Object.keys(methods).sort();
  }
  return ports;
}

function method(client) {
  for (const [service, ports] of Object.entries(client.describe())) {
    for (const port of Object.keys(ports)) {
      if (request.port === undefined || request.port === port) return client[service][port][request.operation];
    }
  }
  throw new Error(`no port ${request.port}`);
}

function callOptions() {
  const attachments = (request.attachments ?? []).map(({ id, type, text }) => ({
    name: id, contentId: id, mimetype: type, body: Buffer.from(text),
  }));
  return { attachments, forceMTOM: request.mtom === true };
}

function call(client) {
  return new Promise((resolve, reject) => {
    method(client)(request.payload ?? {}, (error, result) => (error ? reject(error) : resolve(result)), callOptions());
  });
}

function fault(error) {
  const body = error.root?.Envelope?.Body;
  if (body?.Fault === undefined) return undefined;
  const { Fault: fault } = body;
  const text = (value) => (typeof value === 'object' ? value?.$value ?? value : value);
  return {
    type: error.constructor.name,
    code: text(fault.faultcode) ?? text(fault.Code?.Value),
    reason: text(fault.faultstring) ?? text(fault.Reason?.Text),
    detail: fault.detail ?? fault.Detail ?? null,
    status: error.response?.status,
  };
}

async function answer() {
  const agent = new https.Agent(tls());
  try {
    const client = await soap.createClientAsync(request.wsdl, options(agent));
    if (request.operation === undefined) return { operations: operations(client.describe()) };
    client.setSecurity(security(agent));
    for (const header of request.headers ?? []) client.addSoapHeader(header);
    let status;
    client.on('response', (body, response) => { status = response.status; });
    const result = await call(client);
    const attachments = (client.lastResponseAttachments?.parts ?? []).map(({ headers, body }) => ({
      id: headers['content-id'], type: headers['content-type'], text: Buffer.from(body).toString(),
    }));
    return { result, status, attachments };
  } catch (error) {
    const known = fault(error);
    if (known !== undefined) return { fault: known };
    return { failure: { type: error.constructor.name, text: error.message, status: error.response?.status } };
  }
}

console.log(JSON.stringify(await answer()));
process.exit(0);
