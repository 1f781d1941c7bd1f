namespace Homelab.Agent.Tests.Supplies;

/// <summary>A tree with a <c>/sys/class/power_supply</c> in it.</summary>
internal sealed class PlayedSupplies : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("supplies").FullName;

    public void Add(string name, params (string Attribute, string Text)[] attributes)
    {
        var folder = Path.Combine(Root, "sys/class/power_supply", name);
        Directory.CreateDirectory(folder);
        foreach (var (attribute, text) in attributes)
        {
            File.WriteAllText(Path.Combine(folder, attribute), text + "\n");
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
