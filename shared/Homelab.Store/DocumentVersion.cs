using System.Buffers.Binary;

namespace Homelab.Store;

/// <summary>The version document of a store, and the way of an older file forward: on a copy, which then takes its place.</summary>
internal static class DocumentVersion
{
    private const string Collection = "version";
    private const long Document = 1;

    /// <summary>Writes the version into a new file, carries an older one forward, and refuses a newer.</summary>
    /// <exception cref="StoreException">The file is newer than this program.</exception>
    public static DocumentEngine Open(DocumentFileSettings settings)
    {
        var engine = DocumentEngine.Open(settings.Path);
        try
        {
            var version = Read(engine, settings);
            if (version == settings.Version)
            {
                return engine;
            }

            if (version > settings.Version)
            {
                throw new StoreException(StoreFailure.Newer,
                    $"The {settings.Content} {settings.Path} has version {version}; this program knows up to version {settings.Version}. "
                    + "Start the newer program again, or move the file away to begin with an empty one.");
            }
        }
        catch
        {
            engine.MarkFailed();
            engine.Dispose();
            throw;
        }

        engine.Dispose();
        Migrate(settings);
        return DocumentEngine.Open(settings.Path);
    }

    private static int Read(DocumentEngine engine, DocumentFileSettings settings)
    {
        if (engine.Read(Collection, Document) is { } found)
        {
            return BinaryPrimitives.ReadInt32LittleEndian(found.Payload);
        }

        if (settings.Collections.Any(name => engine.Scan(name, long.MinValue, long.MaxValue, 1, newestFirst: false).Any()))
        {
            throw new InvalidDataException("The file holds documents and no version.");
        }

        engine.Commit([Change(settings.Version)]);
        return settings.Version;
    }

    private static void Migrate(DocumentFileSettings settings)
    {
        var copy = DocumentPaths.Variant(settings.Path, ".migrating");
        DocumentPaths.Copy(settings.Path, copy);
        int from;
        using (var engine = DocumentEngine.Open(copy))
        {
            try
            {
                from = CarryForward(engine, settings);
            }
            catch
            {
                engine.MarkFailed();
                throw;
            }
        }

        DocumentPaths.Move(settings.Path, DocumentPaths.Variant(settings.Path, $".version-{from}"));
        DocumentPaths.Move(copy, settings.Path);
        LinuxFile.SyncDirectory(Path.GetDirectoryName(settings.Path)!);
    }

    private static int CarryForward(DocumentEngine engine, DocumentFileSettings settings)
    {
        var from = Read(engine, settings);
        foreach (var collection in settings.Collections)
        {
            engine.Commit(engine.Scan(collection, long.MinValue, long.MaxValue, int.MaxValue, newestFirst: false).ToList()
                .Select(document => new DocumentChange(collection, document.Id, Forward(settings, collection, document, from))));
        }

        engine.Commit([Change(settings.Version)]);
        return from;
    }

    private static byte[]? Forward(DocumentFileSettings settings, string collection, StoredDocument document, int from)
    {
        for (var version = from; version < settings.Version; version++)
        {
            if (settings.Migrations[version - 1](collection, document) is not { } next)
            {
                return null;
            }

            document = next with { Id = document.Id };
        }

        return document.Payload;
    }

    private static DocumentChange Change(int version)
    {
        var payload = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, version);
        return new DocumentChange(Collection, Document, payload);
    }
}
