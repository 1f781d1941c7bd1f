using System.Runtime.InteropServices;

namespace Homelab.AgentHelper;

/// <summary>smartctl(8) of the package smartmontools, in the place of this process: what it writes is the answer, and its end is ours.</summary>
internal static unsafe partial class Smartctl
{
    public const string Path = "/usr/sbin/smartctl";

    /// <summary>Does not return, unless the kernel refuses.</summary>
    /// <param name="drive">Checked: it is the last part of a path below /dev.</param>
    public static void Become(string drive)
    {
        // A drive that sleeps is left asleep.
        byte* path = Text(Path);
        byte** arguments = stackalloc byte*[] { path, Text("--json=c"), Text("--nocheck=standby,0"), Text("-a"), Text($"/dev/{drive}"), null };
        byte** environment = stackalloc byte*[] { Text("LC_ALL=C"), null };
        _ = Execute(path, arguments, environment);
        Console.Error.WriteLine($"homelab-agent-helper: {Path} cannot be started (errno {Marshal.GetLastPInvokeError()})");
    }

    /// <summary>Never freed: the process is another one afterwards, or ends.</summary>
    private static byte* Text(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static partial int Execute(byte* path, byte** arguments, byte** environment);
}
