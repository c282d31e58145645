import { toPlainText } from 'react-email'
import { unlinked } from './plain-name'

/** The part of html-to-text’s nodes that is used here. */
interface TextNode {
  type: string
  data?: string
  children?: TextNode[]
  attribs?: Record<string, string>
}

interface TextBuilder {
  addInline: (text: string) => void
  addLiteral: (text: string) => void
  openBlock: (options: { leadingLineBreaks: number }) => void
  closeBlock: (options: { trailingLineBreaks: number }) => void
}

/** Follows the marks that `templates/elements.tsx` sets. */
export function plainText(html: string): string {
  const text = toPlainText(html, {
    wordwrap: false,
    formatters: { name, action, code, signature },
    selectors: [
      { selector: 'bdi', format: 'name' },
      { selector: 'a.button', format: 'action' },
      { selector: 'p.code', format: 'code' },
      { selector: 'hr', format: 'signature' },
      { selector: 'h1', options: { uppercase: false } },
    ],
  })
  return `${text.replaceAll('\u00a0', ' ').trim()}\n`
}

function name(node: TextNode, _walk: unknown, builder: TextBuilder): void {
  builder.addInline(unlinked(textOf(node)))
}

function action(node: TextNode, _walk: unknown, builder: TextBuilder): void {
  block(builder, `${textOf(node)}:\n${node.attribs?.['href'] ?? ''}`)
}

function code(node: TextNode, _walk: unknown, builder: TextBuilder): void {
  block(builder, `    ${textOf(node)}`)
}

function signature(_node: TextNode, _walk: unknown, builder: TextBuilder): void {
  block(builder, '--')
}

function block(builder: TextBuilder, text: string): void {
  builder.openBlock({ leadingLineBreaks: 2 })
  builder.addLiteral(text)
  builder.closeBlock({ trailingLineBreaks: 2 })
}

function textOf(node: TextNode): string {
  if (node.type === 'text') return node.data ?? ''
  return (node.children ?? []).map(textOf).join('')
}
