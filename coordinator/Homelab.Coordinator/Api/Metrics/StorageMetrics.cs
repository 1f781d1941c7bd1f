using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>The nodes' disks and cards. What is not known has no sample.</summary>
internal static class StorageMetrics
{
    private static readonly string[] s_states = ["FAILED", "FAILING", "AGING", "OK", "UNKNOWN"];

    public static void Write(ExpositionText text, IReadOnlyList<NodeView> nodes)
    {
        var devices = nodes.SelectMany(node => node.Storage.Select(device => (Node: node.Name, Device: device))).ToList();
        text.TryFamily("homelab_storage_state", "gauge", "1 for the state that the evidence of the device comes to.");
        foreach (var (node, device) in devices)
        {
            foreach (var state in s_states)
            {
                text.Sample(state == device.State ? 1 : 0, ("node", node), ("device", device.Device), ("state", state));
            }
        }

        Each("homelab_storage_host_written_bytes_total", "counter", "Written by the host since the device was first seen.", device => device.WrittenBytes);
        Each("homelab_storage_write_seconds", "gauge", "What a write took in the present boot.", device => device.WriteMilliseconds / 1000);

        void Each(string name, string kind, string help, Func<StorageView, double?> value)
        {
            text.TryFamily(name, kind, help);
            foreach (var (node, device) in devices)
            {
                if (value(device) is { } known)
                {
                    text.Sample(known, ("node", node), ("device", device.Device));
                }
            }
        }
    }
}
