import { listDocuments } from '../documents'
import type { Person } from '../auth'
import { addDocument, deleteDocument } from './actions'

/** The documents of the person’s organization, with forms to add and delete them. */
export async function Documents({ person }: { person: Person }) {
  const documents = await listDocuments(person)
  if (!documents) return <p>You may not read documents here.</p>
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">Documents</h2>
      {documents.length === 0 && <p>None yet.</p>}
      <ul aria-labelledby="documents">
        {documents.map(({ id, title }) => (
          <li key={id}>
            <span>{title}</span>
            <form action={deleteDocument.bind(null, id)}>
              <button aria-label={`Delete ${title}`}>Delete</button>
            </form>
          </li>
        ))}
      </ul>
      <form action={addDocument}>
        <label>
          Title <input name="title" required maxLength={200} autoComplete="off" />
        </label>
        <button>Add document</button>
      </form>
    </section>
  )
}
