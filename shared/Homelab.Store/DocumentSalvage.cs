using System.Collections.Concurrent;

namespace Homelab.Store;

/// <summary>
/// Carries what still matches its checksum from a file set aside into a new one, within a bound of bytes and time. A damaged file may
/// send LiteDB in circles, so it is read on a thread of its own.
/// </summary>
internal sealed class DocumentSalvage(DocumentFileSettings settings, string aside)
{
    private const int BatchDocuments = 64;

    public int Saved { get; private set; }

    public void Into(DocumentEngine engine, StoreThread thread)
    {
        var found = new ConcurrentQueue<DocumentChange>();
        using var reader = new StoreThread("salvage");
        try
        {
            reader.Call(() => Collect(found), settings.CallLimit);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What was found before it broke off is what can be had.
        }

        foreach (var batch in found.ToArray().Chunk(BatchDocuments))
        {
            thread.Call(() => { engine.Commit(batch); return true; }, settings.CallLimit);
            Saved += batch.Length;
        }
    }

    private bool Collect(ConcurrentQueue<DocumentChange> found)
    {
        var bytes = 0L;
        using var damaged = DocumentEngine.Open(aside, readOnly: true);
        foreach (var collection in settings.Collections)
        {
            try
            {
                foreach (var document in damaged.Salvage(collection))
                {
                    bytes += document.Payload.Length;
                    if (bytes > settings.SalvageBytes)
                    {
                        return false;
                    }

                    found.Enqueue(new DocumentChange(collection, document.Id, document.Payload));
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                damaged.MarkFailed();

                // The next collection may still be whole.
            }
        }

        return true;
    }
}
