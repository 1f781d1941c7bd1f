using System.Globalization;
using System.Text;
using Homelab.Store;

namespace Homelab.Coordinator.Outage;

/// <summary>The epoch of this coordinator: one more at each start, on disk before it is used (P3).</summary>
public sealed class EpochFile(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "epoch");

    /// <summary>Takes the next epoch. A lost file begins again at one; the agents' own memory lifts it above what they have obeyed.</summary>
    public ulong Next()
    {
        var next = Read() + 1;
        Keep(next);
        return next;
    }

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Keep(ulong epoch) => AtomicFile.Write(_path, Encoding.ASCII.GetBytes(epoch.ToString(CultureInfo.InvariantCulture) + "\n"));

    private ulong Read() =>
        File.Exists(_path) && ulong.TryParse(File.ReadAllText(_path).Trim(), CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
}
