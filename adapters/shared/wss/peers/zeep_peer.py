"""Signs and verifies SOAP messages with zeep, for peers_test.cpp.

zeep_peer.py <folder>: verifies each open/<name>.xml with Alice's certificate and writes open/<name>.txt; signs plain.xml
as Alice in several ways and writes make/<name>.xml.
"""

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import xmlsec
from lxml import etree
from zeep import ns
from zeep.exceptions import SignatureVerificationFailed
from zeep.wsse.signature import BinarySignature, Signature
from zeep.wsse.utils import WSU, get_security_header

TRANSFORM = xmlsec.Transform
ALGORITHMS = {
    "sha1": (TRANSFORM.RSA_SHA1, TRANSFORM.SHA1),
    "sha256": (TRANSFORM.RSA_SHA256, TRANSFORM.SHA256),
    "sha512": (TRANSFORM.RSA_SHA512, TRANSFORM.SHA512),
}


def stamp(envelope):
    now = datetime.now(timezone.utc)
    get_security_header(envelope).append(
        WSU.Timestamp(WSU.Created(now.isoformat()), WSU.Expires((now + timedelta(minutes=5)).isoformat()))
    )


def verify(folder, file):
    try:
        Signature(folder / "alice.key", folder / "alice.pem").verify(etree.fromstring(file.read_bytes()))
        return "verified"
    except SignatureVerificationFailed:
        return "refused"


def main():
    folder = Path(sys.argv[1])
    for file in (folder / "open").glob("*.xml"):
        file.with_suffix(".txt").write_text(verify(folder, file))
    for kind in (BinarySignature, Signature):
        for name, (method, digest) in ALGORITHMS.items():
            envelope = etree.fromstring((folder / "plain.xml").read_bytes())
            stamp(envelope)
            signer = kind(folder / "alice.key", folder / "alice.pem", signature_method=method, digest_method=digest)
            signed, _ = signer.apply(envelope, {})
            assert signed.find(f".//{{{ns.DS}}}SignatureValue").text
            (folder / "make" / f"{kind.__name__}_{name}.xml").write_bytes(etree.tostring(signed))


main()
