import { ProviderProblem } from '../provider-problem'
import { assertSignatureForm } from './signature'
import { assertIssuedRecently, assertTimes, type Times } from './times'
import { attributeOf, childElements, childOf, childrenOf, isElement, parseXml, textOf, wrongXml } from './xml'

export const assertionLimits = { characters: 100_000, elements: 2000 }
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
/** A condition that is not understood makes an assertion invalid (Core, 2.5.1). */
const conditionNames = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']
const longestNameId = 255
/** Of a qualifier and of a session’s index. */
const longestName = 300
const mostValues = 20
const longestValue = 2000
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

export interface SamlAssertion {
  id: string
  nameId: string
  nameIdFormat: string | null
  nameQualifier: string | null
  spNameQualifier: string | null
  sessionIndex: string | null
  /** By name; each may have several values. */
  attributes: Record<string, string[]>
}

export interface ExpectedAssertion {
  /** Entity ID of the provider. */
  issuer: string
  /** Our entity ID. */
  audience: string
  /** ACS URL. */
  recipient: string
  /** Of the response. */
  inResponseTo: string | null
  now: Date
}

/** `xml` is what the signatures cover. @throws ProviderProblem */
export function readAssertion(xml: string, expected: ExpectedAssertion): SamlAssertion {
  const root = parseXml(xml, assertionLimits)
  if (!isElement(root, 'assertion', 'Assertion') || attributeOf(root, 'Version') !== '2.0')
    throw wrongXml('not an Assertion')
  assertSignatureForm(root)
  assertIssuedRecently(attributeOf(root, 'IssueInstant'), expected.now)
  if (textOf(childOf(root, 'assertion', 'Issuer')) !== expected.issuer)
    throw new ProviderProblem('wrong_issuer')
  assertConditions(childOf(root, 'assertion', 'Conditions'), expected)
  const subject = childOf(root, 'assertion', 'Subject')
  assertConfirmed(subject, expected)
  const statement = childOf(root, 'assertion', 'AuthnStatement')
  const end = { notBefore: null, notOnOrAfter: attributeOf(statement, 'SessionNotOnOrAfter') }
  assertTimes(end, expected.now)
  return {
    id: attributeOf(root, 'ID') ?? '',
    ...nameOf(subject),
    sessionIndex: sessionIndexOf(statement),
    attributes: attributesOf(root),
  }
}

function assertConditions(conditions: Element, { audience, now }: ExpectedAssertion): void {
  if (childElements(conditions).some(({ localName }) => !conditionNames.includes(localName)))
    throw wrongXml('an unknown condition')
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const isOurs = restrictions.every((restriction) =>
    childrenOf(restriction, 'assertion', 'Audience').some((one) => textOf(one) === audience),
  )
  if (restrictions.length === 0 || !isOurs) throw new ProviderProblem('saml_recipient')
  assertTimes(timesOf(conditions), now)
}

/** One confirmation as a bearer, for us and for this sign-in (Profiles, 4.1.4.2). */
function assertConfirmed(subject: Element, { recipient, inResponseTo, now }: ExpectedAssertion): void {
  const confirmation = childOf(subject, 'assertion', 'SubjectConfirmation')
  if (attributeOf(confirmation, 'Method') !== bearer) throw wrongXml('not a bearer assertion')
  const confirmed = childOf(confirmation, 'assertion', 'SubjectConfirmationData')
  if (attributeOf(confirmed, 'Recipient') !== recipient) throw new ProviderProblem('saml_recipient')
  if (attributeOf(confirmed, 'InResponseTo') !== inResponseTo) throw new ProviderProblem('saml_unrequested')
  const times = timesOf(confirmed)
  if (times.notOnOrAfter === null || times.notBefore !== null) throw wrongXml('no end of the confirmation')
  assertTimes(times, now)
}

function timesOf(element: Element): Times {
  return {
    notBefore: attributeOf(element, 'NotBefore'),
    notOnOrAfter: attributeOf(element, 'NotOnOrAfter'),
  }
}

/** @throws ProviderProblem wrong_answer: without it, a sign-out at the provider could not name the session */
function sessionIndexOf(statement: Element): string | null {
  const index = attributeOf(statement, 'SessionIndex')
  if (index !== null && (index.length > longestName || index.includes('\0')))
    throw wrongXml('a SessionIndex that is too long')
  return index
}

/** Text values only: others, such as a NameID as a value, are left out. */
function attributesOf(assertion: Element): Record<string, string[]> {
  const found = new Map<string, string[]>()
  const attributes = childrenOf(assertion, 'assertion', 'AttributeStatement').flatMap((statement) =>
    childrenOf(statement, 'assertion', 'Attribute'),
  )
  for (const attribute of attributes) {
    const name = attributeOf(attribute, 'Name')
    if (name === null) continue
    const values = childrenOf(attribute, 'assertion', 'AttributeValue').flatMap(valueOf)
    found.set(name, [...(found.get(name) ?? []), ...values].slice(0, mostValues))
  }
  return Object.fromEntries(found)
}

function valueOf(element: Element): string[] {
  if (childElements(element).length > 0) return []
  const value = element.textContent.trim()
  return value === '' || value.includes('\0') ? [] : [value.slice(0, longestValue)]
}

type Name = Pick<SamlAssertion, 'nameId' | 'nameIdFormat' | 'nameQualifier' | 'spNameQualifier'>

/** Of an assertion or a logout request. @throws ProviderProblem */
export function nameOf(subject: Element): Name {
  const name = childOf(subject, 'assertion', 'NameID')
  const nameId = textOf(name)
  if (nameId === '' || nameId.length > longestNameId || nameId.includes('\0'))
    throw wrongXml('no usable NameID')
  const nameIdFormat = attributeOf(name, 'Format')
  if (nameIdFormat === transient) throw new ProviderProblem('saml_transient')
  return {
    nameId,
    nameIdFormat,
    nameQualifier: qualifierOf(name, 'NameQualifier'),
    spNameQualifier: qualifierOf(name, 'SPNameQualifier'),
  }
}

/** Longer ones are left out of our logout requests. */
function qualifierOf(name: Element, which: 'NameQualifier' | 'SPNameQualifier'): string | null {
  const qualifier = attributeOf(name, which)
  return qualifier === null || qualifier.length > longestName || qualifier.includes('\0') ? null : qualifier
}
