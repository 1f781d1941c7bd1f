using Homelab.Store;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Outbox;

/// <summary>The outbox on disk: packed documents under rising numbers.</summary>
internal sealed class OutboxFile : IDisposable
{
    private const string Frames = "frames";

    private readonly DocumentFile _file;
    private long _lastId;

    private OutboxFile(DocumentFile file) => _file = file;

    public IReadOnlyList<SetAside> FilesSetAside => _file.FilesSetAside;

    /// <exception cref="IOException">See <see cref="DocumentFile.Open"/>.</exception>
    public static OutboxFile Open(string path, ILogger logger) => new(DocumentFile.Open(new DocumentFileSettings
    {
        Path = path,
        Content = "outbox",
        Version = 1,
        Collections = [Frames],
        Logger = logger,
    }));

    public long NextId() => ++_lastId;

    /// <summary>Every document, eldest first, one at a time.</summary>
    /// <exception cref="StoreException">The file turned out damaged and was set aside; what is left can be read again.</exception>
    public IEnumerable<StoredDocument> All()
    {
        const int batch = 32;
        for (var first = long.MinValue; ;)
        {
            var documents = _file.Scan(Frames, first, limit: batch);
            foreach (var document in documents)
            {
                _lastId = Math.Max(_lastId, document.Id);
                yield return document;
            }

            if (documents.Count < batch)
            {
                yield break;
            }

            first = documents[^1].Id + 1;
        }
    }

    /// <exception cref="StoreException">Nothing was changed.</exception>
    public void Commit(IEnumerable<(long Id, byte[]? Payload)> changes) =>
        _file.Commit([.. changes.Select(change => new DocumentChange(Frames, change.Id, change.Payload))]);

    /// <exception cref="StoreException">The file turned out damaged and was set aside.</exception>
    public byte[]? Read(long id) => _file.Read(Frames, id);

    public void Remove() => _file.Remove();

    public void Dispose() => _file.Dispose();
}
