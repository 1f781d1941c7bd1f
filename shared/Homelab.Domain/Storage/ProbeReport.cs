namespace Homelab.Domain.Storage;

public enum ProbeOutcome
{
    /// <summary>Created, written, synced and removed.</summary>
    Written,

    /// <summary>EROFS: the kernel writes there no more.</summary>
    ReadOnly,

    /// <summary>EIO: the device or its file system refused.</summary>
    InputOutputError,

    /// <summary>ENOSPC or EDQUOT: says nothing of the device.</summary>
    Full,

    /// <summary>Anything else, such as a missing permission.</summary>
    NotTried,

    /// <summary>What was synced is not what is read back past the page cache.</summary>
    ReadsDifferently,
}

/// <summary>
/// What writing to the device that holds the agent's state came to. The generation is a number in a file there that is raised and synced; once it was told here, the device has confirmed it.
/// </summary>
/// <param name="Found">The generation that the file held when this agent first looked; null where there was none.</param>
/// <param name="Generation">The last that was synced; zero where none was.</param>
public sealed record ProbeReport(ProbeOutcome Outcome, int Errno, long? Found, long Generation);
