using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

public enum SizeAnswer
{
    Known,

    /// <summary>The file system answers with an error.</summary>
    Refused,

    /// <summary>It has not answered within its bound, or still owes an earlier answer.</summary>
    Hangs,
}

/// <summary>Says how large mounted file systems are: the kernel, or a file in a captured tree.</summary>
public interface IFileSystemSizes
{
    SizeAnswer Ask(Mount mount, out FileSystemSize size);
}
