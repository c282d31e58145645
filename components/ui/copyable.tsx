import { CopyValue } from './copy-value'

/** An id and the button that copies it. */
export function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-sm wrap-anywhere">{value}</code>
      <CopyValue value={value} label={label} isInLine />
    </span>
  )
}
