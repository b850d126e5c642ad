// A SOAP service made with the npm package soap, as its documentation shows it.
//
// The one argument is the path of a WSDL with service OrderService, port OrderPort and the operations CreateOrder, which
// answers a number, and CancelOrder, which is one-way. Prints its address on one line; ends when its input ends.

import { readFileSync } from 'node:fs';
import http from 'node:http';
import soap from 'soap';

function createOrder({ Number: number }, callback, headers, request) {
  if (number === 'unknown') {
    throw { Fault: { faultcode: 'soap:Client', faultstring: 'No such order', detail: { hint: 'ask again' } } };
  }
  return { Number: `${number} of ${headers?.Session} by ${request.headers.soapaction}` };
}

function cancelOrder() {}

const server = http.createServer((request, response) => {
  response.statusCode = 404;
  response.end();
});
const operations = { CreateOrder: createOrder, CancelOrder: cancelOrder };
const service = { OrderService: { OrderPort: operations } };

server.listen(0, '127.0.0.1', () => {
  soap.listen(server, { path: '/orders', services: service, xml: readFileSync(process.argv[2], 'utf8'), oneWay: { responseCode: 202, emptyBody: true } });
  console.log(`http://127.0.0.1:${server.address().port}/orders`);
});
process.stdin.on('end', () => process.exit(0)).resume();
