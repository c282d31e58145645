import { CopyValue } from './copy-value'

interface CodeBlockProps {
  /** A file’s name, or what the code does. */
  title: string
  code: string
}

/** Long lines wrap, so that nothing scrolls sideways. */
export function CodeBlock({ title, code }: CodeBlockProps) {
  return (
    <figure aria-label={title} className="min-w-0 rounded-md border bg-panel">
      <figcaption className="flex min-h-control items-center justify-between gap-2 border-b pl-3.5 text-sm">
        <span className="min-w-0 font-medium wrap-anywhere">{title}</span>
        <CopyValue value={code} label={`Copy ${title}`} />
      </figcaption>
      <pre className="px-3.5 py-3 font-mono text-sm wrap-anywhere whitespace-pre-wrap">
        <code>{code}</code>
      </pre>
    </figure>
  )
}
