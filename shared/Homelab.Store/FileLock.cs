namespace Homelab.Store;

/// <summary>Holds a file of its own beside a store (flock(2)), so that two processes never write one store.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Takes <c>PATH.lock</c>. The file itself stays behind: removing it would let two holders in.</summary>
    /// <exception cref="StoreInUseException">Another process, or another part of this one, holds it.</exception>
    public static FileLock Take(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            return new FileLock(new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new StoreInUseException(path, error);
        }
    }

    public void Dispose() => _held.Dispose();
}

/// <summary>The store's lock file is held by another.</summary>
public sealed class StoreInUseException(string path, Exception inner)
    : IOException($"{path} is in use by another process (its lock file {path}.lock is held). Stop that process first.", inner)
{
    /// <summary>What the operator should know.</summary>
    public string Sentence => Message;
}
