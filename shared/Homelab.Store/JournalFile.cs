using Microsoft.Win32.SafeHandles;

namespace Homelab.Store;

/// <summary>
/// An append-only file that is preallocated a segment at a time. When <see cref="Append"/> returns, the record is on the medium
/// (fdatasync(2)). A torn last record is ignored at the next opening. One process writes; any may <see cref="Read"/>.
/// Not for two threads at once. There is no bound on the time of an append: a hanging disk holds the caller, who sets the bound (P22).
/// </summary>
public sealed class JournalFile : IDisposable
{
    public const int DefaultSegmentBytes = 1 << 20;

    private readonly string _path;
    private readonly int _segmentBytes;
    private readonly FileLock _lock;
    private readonly List<byte[]> _records;
    private SafeFileHandle _handle;
    private long _allocated;
    private long _end;
    private uint _lastNumber;

    private JournalFile(string path, int segmentBytes, FileLock held, SafeFileHandle handle, JournalContent content)
    {
        (_path, _segmentBytes, _lock, _handle) = (path, segmentBytes, held, handle);
        _records = [.. content.Records];
        _end = content.EndOffset;
        _lastNumber = content.LastNumber;
        _allocated = RandomAccess.GetLength(handle);
        (Damaged, HadTornTail) = (content.Damaged, content.HasTornTail);
    }

    /// <summary>Records lost to damage in the middle of the file, found at opening.</summary>
    public int Damaged { get; }

    /// <summary>An append was cut short by a crash; it never counted as written.</summary>
    public bool HadTornTail { get; }

    /// <summary>Opens or creates the journal and allocates room for at least one segment.</summary>
    /// <exception cref="StoreInUseException">Another process writes it.</exception>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public static JournalFile Open(string path, int segmentBytes = DefaultSegmentBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBytes, 4096);
        path = Path.GetFullPath(path);
        var held = FileLock.Take(path);
        SafeFileHandle? handle = null;
        try
        {
            handle = OpenHandle(path);
            var journal = new JournalFile(path, segmentBytes, held, handle, JournalContent.Of(ReadBytes(handle)));
            journal.ClearTail();
            journal.Reserve(JournalRecord.HeaderBytes);
            LinuxFile.SyncDirectory(Path.GetDirectoryName(path)!);
            journal.KeepSpare();
            return journal;
        }
        catch
        {
            handle?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>What the journal says now, for an observer that takes no lock. A record being written is not seen yet.</summary>
    /// <exception cref="FileNotFoundException">There is no such journal.</exception>
    public static JournalContent Read(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return JournalContent.Of(ReadBytes(handle));
    }

    /// <summary>Every payload in the order of its append.</summary>
    public IReadOnlyList<byte[]> ReadAll() => [.. _records];

    /// <summary>Writes one record and puts it on the medium. After an exception the record does not count, and a later append may succeed.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Append(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, JournalRecord.MaximumPayloadBytes);
        var record = JournalRecord.Encode(_lastNumber + 1, payload);
        Reserve(record.Length);
        RandomAccess.Write(_handle, record, _end);
        LinuxFile.SyncData(_handle);
        _end += record.Length;
        _lastNumber++;
        _records.Add(payload.ToArray());
    }

    /// <summary>Writes where the next record will go, without leaving one, and puts that on the medium: so that an append would succeed now.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Touch()
    {
        Reserve(JournalRecord.HeaderBytes);
        RandomAccess.Write(_handle, new byte[JournalRecord.HeaderBytes], _end);
        LinuxFile.SyncData(_handle);
    }

    /// <summary>Starts an empty journal in place of this one; a crash leaves the whole old one or the empty new one.</summary>
    public void Clear() => StartAnew(keepAs: null);

    /// <summary>Keeps the present content under another path on the same file system and starts an empty journal.</summary>
    /// <exception cref="IOException">The disk is full, failing, or not this program's to write; the present content stands.</exception>
    public void Rotate(string keepAs) => StartAnew(Path.GetFullPath(keepAs));

    public void Dispose()
    {
        _handle.Dispose();
        _lock.Dispose();
    }

    /// <summary>Holds zeros only, until it takes the journal's place.</summary>
    public static string SpareOf(string path) => path + ".new";

    private static SafeFileHandle OpenHandle(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static byte[] ReadBytes(SafeFileHandle handle)
    {
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is var count and > 0)
        {
            read += count;
        }

        return bytes;
    }

    private void StartAnew(string? keepAs)
    {
        try
        {
            Replace(SpareOf(_path), keepAs);
            KeepSpare();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    private void Replace(string fresh, string? keepAs)
    {
        var handle = OpenHandle(fresh);
        try
        {
            if (RandomAccess.GetLength(handle) > _segmentBytes || ReadBytes(handle).AsSpan().ContainsAnyExcept((byte)0))
            {
                RandomAccess.SetLength(handle, 0);
            }

            LinuxFile.Allocate(handle, 0, _segmentBytes);
            RandomAccess.FlushToDisk(handle);
            if (keepAs is not null)
            {
                File.Move(_path, keepAs, overwrite: true);
            }

            File.Move(fresh, _path, overwrite: true);
            LinuxFile.SyncDirectory(Path.GetDirectoryName(_path)!);
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        _handle.Dispose();
        (_handle, _allocated, _end, _lastNumber) = (handle, _segmentBytes, 0, 0);
        _records.Clear();
    }

    /// <summary>Room for the next journal, so that a disk that fills up in between cannot keep it from beginning. Without it the next one takes what is free then.</summary>
    private void KeepSpare()
    {
        try
        {
            using var spare = OpenHandle(SpareOf(_path));
            LinuxFile.Allocate(spare, 0, _segmentBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The present journal is as good as without.
        }
    }

    /// <summary>Overwrites what a crash left behind the last whole record, so that it can never be taken for a record.</summary>
    private void ClearTail()
    {
        if (!HadTornTail)
        {
            return;
        }

        var zeros = new byte[Math.Min(_allocated - _end, DefaultSegmentBytes)];
        for (var offset = _end; offset < _allocated; offset += zeros.Length)
        {
            RandomAccess.Write(_handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, _allocated - offset)), offset);
        }

        RandomAccess.FlushToDisk(_handle);
    }

    private void Reserve(int bytes)
    {
        if (_end + bytes <= _allocated)
        {
            return;
        }

        var segments = (_end + bytes + _segmentBytes - 1) / _segmentBytes;
        LinuxFile.Allocate(_handle, _allocated, segments * _segmentBytes - _allocated);
        RandomAccess.FlushToDisk(_handle);
        _allocated = segments * _segmentBytes;
    }
}
