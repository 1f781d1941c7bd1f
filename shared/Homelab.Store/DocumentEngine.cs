using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;

namespace Homelab.Store;

/// <summary>
/// LiteDB 5 below its object mapper: documents of an id, a CRC-32C and a payload. The only file that names LiteDB. LiteDB has no
/// checksums, and its commit only queues pages to a writer of its own: so every document carries a CRC, and nothing counts as
/// durable before <see cref="Commit"/> has checkpointed.
/// </summary>
internal sealed class DocumentEngine : IDisposable
{
    private const string Identity = "_id";
    private const string Checksum = "c";
    private const string Content = "p";
    private const string CheckpointPragma = "CHECKPOINT";

    // With LiteDB's default of 1000 pages the cache grows until a small heap is full.
    private const int CheckpointPages = 50;

    // A transaction that meets a damaged page is not disposed of by LiteDB, and its finalizer throws, which ends the process. So an
    // engine that ever failed stays referenced, with its transactions, until the process ends.
    private static readonly ConcurrentBag<LiteEngine> Failed = [];

    private readonly LiteEngine _engine;

    private DocumentEngine(LiteEngine engine) => _engine = engine;

    public static DocumentEngine Open(string path, bool readOnly = false)
    {
        var engine = new LiteEngine(new EngineSettings { Filename = path, ReadOnly = readOnly });
        try
        {
            if (!readOnly && engine.Pragma(CheckpointPragma) != CheckpointPages)
            {
                engine.Pragma(CheckpointPragma, CheckpointPages);
            }

            return new DocumentEngine(engine);
        }
        catch
        {
            Failed.Add(engine);
            engine.Dispose();
            throw;
        }
    }

    /// <summary>To be called when any call threw, before the engine is disposed of or dropped.</summary>
    public void MarkFailed() => Failed.Add(_engine);

    /// <summary>All changes or none, and on the medium when it returns.</summary>
    public void Commit(IEnumerable<DocumentChange> changes)
    {
        _engine.BeginTrans();
        try
        {
            foreach (var change in changes)
            {
                Apply(change);
            }

            _engine.Commit();
        }
        catch
        {
            _engine.Rollback();
            throw;
        }

        _engine.Checkpoint();
    }

    public StoredDocument? Read(string collection, long id) => Scan(collection, id, id, 1, newestFirst: false).FirstOrDefault();

    /// <exception cref="InvalidDataException">A document does not match its checksum.</exception>
    public IEnumerable<StoredDocument> Scan(string collection, long first, long last, int limit, bool newestFirst)
    {
        using var reader = _engine.Query(collection, Range(first, last, limit, newestFirst));
        while (reader.Read())
        {
            yield return Decode(reader.Current.AsDocument)
                ?? throw new InvalidDataException($"A document of {collection} does not match its checksum.");
        }
    }

    /// <summary>Every document that still matches its checksum, newest first, passing over those that do not.</summary>
    public IEnumerable<StoredDocument> Salvage(string collection)
    {
        using var reader = _engine.Query(collection, Range(long.MinValue, long.MaxValue, int.MaxValue, newestFirst: true));
        while (reader.Read())
        {
            if (reader.Current.IsDocument && Decode(reader.Current.AsDocument) is { } document)
            {
                yield return document;
            }
        }
    }

    public void Dispose() => _engine.Dispose();

    private static Query Range(long first, long last, int limit, bool newestFirst)
    {
        var query = new Query { OrderBy = Identity, Order = newestFirst ? Query.Descending : Query.Ascending, Limit = limit };
        query.Where.Add(Query.Between(Identity, new BsonValue(first), new BsonValue(last)));
        return query;
    }

    private static StoredDocument? Decode(BsonDocument document) =>
        document[Identity] is { IsInt64: true } id && document[Content] is { IsBinary: true } content
            && document[Checksum] is { IsInt64: true } checksum
            && Crc32C.Of((ulong)id.AsInt64, content.AsBinary) == checksum.AsInt64
            ? new StoredDocument(id.AsInt64, content.AsBinary)
            : null;

    private void Apply(DocumentChange change)
    {
        if (change.Payload is not { } payload)
        {
            _engine.Delete(change.Collection, [new BsonValue(change.Id)]);
            return;
        }

        var document = new BsonDocument
        {
            [Identity] = change.Id,
            [Checksum] = (long)Crc32C.Of((ulong)change.Id, payload),
            [Content] = payload,
        };
        _engine.Upsert(change.Collection, [document], BsonAutoId.Int64);
    }
}
