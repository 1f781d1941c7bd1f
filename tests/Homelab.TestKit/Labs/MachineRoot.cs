using System.Globalization;
using System.Security.Cryptography;

namespace Homelab.TestKit.Labs;

/// <summary>The root of a machine that exists in a test only: its boot id, and a few files that collectors read.</summary>
public sealed class MachineRoot
{
    private const string BootIdFile = "proc/sys/kernel/random/boot_id";

    private static readonly string[] Copied = ["proc/stat", "proc/meminfo", "proc/uptime", "proc/loadavg", "proc/version"];

    private readonly string _path;

    public MachineRoot(string path)
    {
        _path = path;
        foreach (var file in Copied)
        {
            Write(file, File.ReadAllText("/" + file));
        }

        NewBoot();
    }

    public string Path => _path;

    public string BootId => File.ReadAllText(System.IO.Path.Combine(_path, BootIdFile)).Trim();

    public void NewBoot()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        Write(BootIdFile, new Guid(bytes).ToString() + "\n");
    }

    /// <summary>What the load collector will read next.</summary>
    public void SetLoad(double load) =>
        Write("proc/loadavg", string.Create(CultureInfo.InvariantCulture, $"{load:0.00} 0.00 0.00 1/100 1000\n"));

    /// <summary>In one step, so that no collector reads a half.</summary>
    private void Write(string relative, string content)
    {
        var target = System.IO.Path.Combine(_path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.WriteAllText(target + ".new", content);
        File.Move(target + ".new", target, overwrite: true);
    }
}
