import { attributeOf, childrenOf, childElements } from './xml'

const mostValues = 20
const longestValue = 2000

/** Text values only: others, such as a NameID as a value, are left out. */
export function attributesOf(assertion: Element): Record<string, string[]> {
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
