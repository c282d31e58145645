/** Fields without a value are left out. */
export function HiddenFields(values: Record<string, string | null | undefined>) {
  return Object.entries(values).map(
    ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
  )
}
