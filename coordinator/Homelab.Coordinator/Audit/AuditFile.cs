using System.Text;
using Homelab.Store;

namespace Homelab.Coordinator.Audit;

/// <summary>The log on disk: whole lines, appended and synced, for the coordinator's user alone. Not for two threads at once.</summary>
public sealed class AuditFile
{
    public const string FileName = "audit.log";

    private readonly string _path;

    public AuditFile(string stateDirectory)
    {
        _path = Path.Combine(stateDirectory, FileName);
        WasTorn = CutTornEnd();
    }

    /// <summary>The last append was cut short by a crash; its beginning was moved beside the log.</summary>
    public bool WasTorn { get; }

    /// <exception cref="IOException">It cannot be read.</exception>
    public IEnumerable<string> Lines() => File.Exists(_path) ? File.ReadLines(_path) : [];

    /// <summary>On the medium when it returns.</summary>
    /// <exception cref="IOException">The disk is full, failing, or not this program's to write; nothing of it counts.</exception>
    public void Append(IReadOnlyList<string> lines) => PrivateFiles.Append(_path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    private bool CutTornEnd()
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        var bytes = File.ReadAllBytes(_path);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (whole == bytes.Length)
        {
            return false;
        }

        PrivateFiles.Write(_path + ".torn", bytes.AsSpan(whole));
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Write);
        stream.SetLength(whole);
        stream.Flush(flushToDisk: true);
        return true;
    }
}
