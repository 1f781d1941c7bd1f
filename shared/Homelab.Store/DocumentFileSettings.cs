using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Store;

/// <summary>How a <see cref="DocumentFile"/> is kept.</summary>
public sealed record DocumentFileSettings
{
    /// <summary>Ends in <c>.db</c>; LiteDB keeps its log beside it as <c>NAME-log.db</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the file holds, in a word for messages: outbox, history.</summary>
    public required string Content { get; init; }

    /// <summary>Format of the payloads, from 1. A file with a higher one is refused.</summary>
    public required int Version { get; init; }

    /// <summary>In the order in which they are salvaged from a damaged file.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>The step at index i leads from version i + 1 to i + 2: all documents in, all documents out.</summary>
    public IReadOnlyList<Func<string, StoredDocument, StoredDocument?>> Migrations { get; init; } = [];

    /// <summary>Kept as a file of zeros, given up when the disk is full so that documents can still be removed.</summary>
    public long ReserveBytes { get; init; } = 1 << 20;

    /// <summary>A call that takes longer counts as hung: the file is set aside.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>At most so many payload bytes are carried over from a damaged file, the newest documents first.</summary>
    public long SalvageBytes { get; init; } = 64 << 20;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}

/// <summary>One document: a number that is unique in its collection, and packed content.</summary>
public sealed record StoredDocument(long Id, byte[] Payload);

/// <summary>A change within a commit. Null <paramref name="Payload"/> removes the document.</summary>
public readonly record struct DocumentChange(string Collection, long Id, byte[]? Payload);

/// <summary>A file that was set aside: it is kept at <paramref name="Path"/> for a human.</summary>
public sealed record SetAside(string Path, string Reason, int Salvaged);

public enum StoreFailure
{
    /// <summary>Nothing was written; the file stands. Later calls may succeed.</summary>
    DiskFull,

    /// <summary>The file was damaged or hung, and was set aside; a new one, with what could be salvaged, is in its place.</summary>
    SetAside,

    /// <summary>The file was written by a newer program.</summary>
    Newer,

    /// <summary>Neither the file nor a new one can be used now, for reasons of the file system.</summary>
    Unavailable,
}

/// <summary>A store that did not do what was asked. The message is a whole sentence for the operator.</summary>
public sealed class StoreException(StoreFailure failure, string message, Exception? inner = null) : IOException(message, inner)
{
    public StoreFailure Failure { get; } = failure;

    /// <summary>What the operator should know; ours, unlike the framework's messages, which a trimmed agent does not have.</summary>
    public string Sentence => Message;
}
