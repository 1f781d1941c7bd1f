using Microsoft.Extensions.Logging;

namespace Homelab.Store;

/// <summary>
/// A file of packed documents that survives kill -9, power cuts, flipped bits and a full disk, made of LiteDB by rule: an own lock
/// file, a CRC in each document, a checkpoint before anything counts as durable, and a bound on every call. A file that is damaged
/// or hangs is set aside, kept, counted and said; a new one takes its place with what could be salvaged. Calls may come from any
/// thread, one is served at a time.
/// </summary>
public sealed class DocumentFile : IDisposable
{
    // ENOSPC of errno(3), which the runtime puts into HResult.
    private const int NoSpace = 28;

    private readonly DocumentFileSettings _settings;
    private readonly FileLock _lock;
    private readonly DiskRoom _room;
    private readonly Lock _gate = new();
    private readonly List<SetAside> _setAside = [];
    private StoreThread _thread;
    private DocumentEngine? _engine;

    private DocumentFile(DocumentFileSettings settings, FileLock held)
    {
        (_settings, _lock) = (settings, held);
        _room = new DiskRoom(settings.Path, settings.ReserveBytes, settings.Logger);
        _thread = NewThread();
    }

    /// <summary>Files set aside since this one was opened, eldest first.</summary>
    public IReadOnlyList<SetAside> FilesSetAside
    {
        get
        {
            lock (_gate)
            {
                return [.. _setAside];
            }
        }
    }

    /// <summary>Size on disk with LiteDB's log. It does not shrink when documents are removed; their room is used again.</summary>
    public long Bytes => DocumentPaths.BytesOf(_settings.Path);

    public static bool Exists(string path) => File.Exists(path);

    /// <exception cref="StoreInUseException">Another process holds the file.</exception>
    /// <exception cref="StoreException">The file is newer than this program, or the disk takes no file.</exception>
    public static DocumentFile Open(DocumentFileSettings settings)
    {
        settings = settings with { Path = DocumentPaths.Check(settings.Path) };
        var file = new DocumentFile(settings, FileLock.Take(settings.Path));
        try
        {
            file._room.Restore();
            lock (file._gate)
            {
                file.OpenOrSetAside();
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All changes or none; they are on the medium when it returns.</summary>
    /// <exception cref="StoreException">Nothing was changed. After <see cref="StoreFailure.SetAside"/> read anew what there is.</exception>
    public void Commit(IReadOnlyCollection<DocumentChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            MakeRoom(changes);
            Guarded(engine =>
            {
                engine.Commit(changes);
                return true;
            });
            _room.Restore();
        }
    }

    /// <summary>Null where there is no such document.</summary>
    /// <exception cref="StoreException">The file turned out damaged and was set aside.</exception>
    public byte[]? Read(string collection, long id)
    {
        lock (_gate)
        {
            return Guarded(engine => engine.Read(collection, id))?.Payload;
        }
    }

    /// <summary>Documents with ids between the two, inclusive, in the order of their ids.</summary>
    /// <exception cref="StoreException">The file turned out damaged and was set aside.</exception>
    public IReadOnlyList<StoredDocument> Scan(string collection, long first = long.MinValue, long last = long.MaxValue, int limit = int.MaxValue)
    {
        lock (_gate)
        {
            return Guarded(engine => engine.Scan(collection, first, last, limit, newestFirst: false).ToList());
        }
    }

    /// <summary>Closes the file and removes it with its log; what it held is gone.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            Close(isHung: false);
            DocumentPaths.Delete(_settings.Path);
            _room.Remove();
        }

        Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close(isHung: false);
            _thread.Dispose();
            _lock.Dispose();
        }
    }

    private StoreThread NewThread() => new($"store {_settings.Content}");

    private void MakeRoom(IReadOnlyCollection<DocumentChange> changes)
    {
        var cost = DiskRoom.CostOf(changes);
        if (_room.HasFree(cost))
        {
            return;
        }

        if (changes.All(change => change.Payload is null))
        {
            _room.GiveUp();
            if (_room.HasFree(cost))
            {
                return;
            }
        }

        throw DiskFull(null);
    }

    private bool IsDiskFull(IOException error) => error.HResult == NoSpace || !_room.HasFree(_settings.ReserveBytes / 2);

    private StoreException DiskFull(IOException? cause) =>
        new(StoreFailure.DiskFull, $"The disk under the {_settings.Content} {_settings.Path} is full. Free some room there.", cause);

    private T Guarded<T>(Func<DocumentEngine, T> function)
    {
        if (_engine is null)
        {
            OpenOrSetAside();
        }

        var engine = _engine ?? throw new StoreException(StoreFailure.Unavailable, _setAside[^1].Reason);
        try
        {
            return _thread.Call(() => function(engine), _settings.CallLimit);
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            // The disk filled up between our look and LiteDB's write. The log holds nothing half done that counts.
            engine.MarkFailed();
            Close(isHung: false);
            throw DiskFull(error);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            engine.MarkFailed();
            SetFileAside(error);
            throw new StoreException(StoreFailure.SetAside, _setAside[^1].Reason, error);
        }
    }

    private void OpenOrSetAside()
    {
        try
        {
            _engine = _thread.Call(() => DocumentVersion.Open(_settings), _settings.CallLimit);
        }
        catch (StoreException)
        {
            throw;
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw DiskFull(error);
        }
        catch (IOException error) when (!File.Exists(_settings.Path))
        {
            throw new StoreException(StoreFailure.Unavailable, $"The {_settings.Content} {_settings.Path} cannot be created.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException(StoreFailure.Unavailable,
                $"The {_settings.Content} {_settings.Path} may not be opened. Give it to the user that runs this program.", error);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SetFileAside(error);
        }
    }

    private void SetFileAside(Exception cause)
    {
        var isHung = cause is TimeoutException;
        Close(isHung);
        var aside = DocumentPaths.NextAside(_settings.Path);
        var salvage = new DocumentSalvage(_settings, aside);
        var next = "a new one was started";
        try
        {
            DocumentPaths.Move(_settings.Path, aside);
            _engine = _thread.Call(() => DocumentVersion.Open(_settings), _settings.CallLimit);
            salvage.Into(_engine, _thread);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _engine?.MarkFailed();
            Close(error is TimeoutException);
            next = "a new one could not be started yet";
        }

        var how = isHung ? "did not answer in time" : "is damaged";
        var reason = $"The {_settings.Content} {_settings.Path} {how}. It was set aside as {aside}; "
            + $"{next}, with {salvage.Saved} documents that could still be read.";
        _setAside.Add(new SetAside(aside, reason, salvage.Saved));
        _settings.Logger.LogError("{Reason} Cause: {Cause}.", reason, cause.GetType().Name);
    }

    /// <summary>Closes the engine within the limit. A thread that hangs is left behind with its open files.</summary>
    private void Close(bool isHung)
    {
        var engine = _engine;
        _engine = null;
        try
        {
            if (engine is not null && !isHung)
            {
                _thread.Call(() => { engine.Dispose(); return true; }, _settings.CallLimit);
            }
        }
        catch (TimeoutException)
        {
            isHung = true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            engine!.MarkFailed();
            _settings.Logger.LogWarning("Closing the {Content} {Path} failed with {Cause}.", _settings.Content, _settings.Path, error.GetType().Name);
        }

        if (isHung)
        {
            _thread.Dispose();
            _thread = NewThread();
        }
    }
}
