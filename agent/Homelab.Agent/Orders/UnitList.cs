using Homelab.Agent.Collectors;

namespace Homelab.Agent.Orders;

/// <summary>The units that polkit lets the agent's user stop and start (deploy/polkit/50-homelab.rules): a file of the node's own, a name a line. Root needs none.</summary>
public sealed class UnitList(SysRoot root, bool isRoot)
{
    /// <summary>Below the root.</summary>
    internal const string Path = "etc/homelab/units";

    private readonly FileText _text = new();

    /// <summary>Those of these that it does not name.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> units)
    {
        if (isRoot)
        {
            return [];
        }

        HashSet<string> listed = [.. root.Read(Path, _text).Succeeded ? System.Text.Encoding.UTF8.GetString(_text.Bytes).Split('\n') : []];
        return units.Where(unit => !listed.Contains(unit));
    }
}
