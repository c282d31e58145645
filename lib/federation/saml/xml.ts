import { DOMParser } from '@xmldom/xmldom'
import { ProviderProblem } from '../provider-problem'

const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const
type Namespace = keyof typeof namespaces

/** More than any provider sends, and less than what is slow to canonicalize. */
export interface XmlLimits {
  characters: number
  elements: number
}
const maxDepth = 40
const mostPrefixes = 50
const ids = ['ID', 'Id', 'id', 'xml:id']

/**
 * With the parser that also checks the signatures, so that both read the same. Comments, CDATA, document types and
 * processing instructions are refused: no provider needs them, and attacks do. @throws ProviderProblem
 */
export function parseXml(text: string, { characters, elements }: XmlLimits): Element {
  if (text.length > characters) throw wrongXml('too long')
  if (/<!|<\?(?!xml\s)|.<\?/s.test(text.trimStart())) throw wrongXml('markup declarations')
  if (!isFastToParse(text, elements)) throw wrongXml('too much markup')
  const all = elementsOf(rootOf(text), elements)
  const seen = new Set<string>()
  for (const id of all.flatMap(idsOf)) {
    if (seen.has(id)) throw wrongXml('an ID occurs twice')
    seen.add(id)
  }
  return first(all)
}

/** The parser’s time grows with the square of elements, attributes and namespace prefixes. */
function isFastToParse(text: string, elements: number): boolean {
  const tags = text.split('<').length - 1
  const equalSigns = text.split('=').length - 1
  const prefixes = new Set(text.match(/xmlns:?[^\s=]{0,100}/g))
  return tags <= 2 * elements && equalSigns <= 3 * elements && prefixes.size <= mostPrefixes
}

function rootOf(text: string): Element {
  const fail = (message: unknown) => {
    throw wrongXml(String(message).slice(0, 100))
  }
  const errorHandler = { warning: fail, error: fail, fatalError: fail }
  try {
    const parser = new DOMParser({ locator: {}, errorHandler })
    const root = Array.from(parser.parseFromString(text, 'text/xml').childNodes).find(isElementNode)
    if (!root) throw wrongXml('empty')
    return root
  } catch (error) {
    throw error instanceof ProviderProblem ? error : new ProviderProblem('wrong_answer', error)
  }
}

/** With itself, in no set order. Without recursion, as the depth is not known yet. */
export function elementsOf(root: Element, most = Infinity): Element[] {
  const found = [root]
  let level = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw wrongXml('nested too deep')
    level = level.flatMap(childElements)
    found.push(...level)
    if (found.length > most) throw wrongXml('too many elements')
  }
  return found
}

export function childElements(parent: Element): Element[] {
  return Array.from(parent.childNodes).filter(isElementNode)
}

function isElementNode(node: Node): node is Element {
  return node.nodeType === 1
}

export function childrenOf(parent: Element, namespace: Namespace, name: string): Element[] {
  return childElements(parent).filter((child) => isElement(child, namespace, name))
}

/** @throws ProviderProblem wrong_answer unless there is exactly one */
export function childOf(parent: Element, namespace: Namespace, name: string): Element {
  const [found, ...others] = childrenOf(parent, namespace, name)
  if (!found || others.length > 0) throw wrongXml(`not one ${name}`)
  return found
}

export function isElement(element: Element, namespace: Namespace, name: string): boolean {
  return element.localName === name && element.namespaceURI === namespaces[namespace]
}

/** Null if it is absent or empty. */
export function attributeOf(element: Element, name: string): string | null {
  return element.getAttribute(name) || null
}

/** @throws ProviderProblem wrong_answer for anything but text */
export function textOf(element: Element): string {
  if (childElements(element).length > 0) throw wrongXml(`elements in ${element.localName}`)
  return element.textContent.trim()
}

function idsOf(element: Element): string[] {
  return ids.flatMap((name) => attributeOf(element, name) ?? [])
}

function first(elements: Element[]): Element {
  const [element] = elements
  if (!element) throw wrongXml('empty')
  return element
}

export function wrongXml(detail: string): ProviderProblem {
  return new ProviderProblem('wrong_answer', new Error(detail))
}
