/** For the description of a dialog. */
export function SentenceList({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
