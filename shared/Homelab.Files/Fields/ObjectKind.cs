namespace Homelab.Files.Fields;

/// <summary>What has a name that other fields may refer to.</summary>
internal enum ObjectKind
{
    Feed,
    Switch,
    Node,
    Appliance,
    Service,
    Collector,
    Sensor,
    Input,
    Output,
    Disk,
}

internal static class ObjectKinds
{
    public static string Word(ObjectKind kind) => kind switch
    {
        ObjectKind.Feed => "feed",
        ObjectKind.Switch => "switch",
        ObjectKind.Node => "node",
        ObjectKind.Appliance => "appliance",
        ObjectKind.Service => "service",
        ObjectKind.Sensor => "sensor",
        ObjectKind.Input => "input",
        ObjectKind.Output => "output",
        ObjectKind.Disk => "disk",
        _ => "collector",
    };

    /// <summary>The key of the file under which such things are declared.</summary>
    public static string Section(ObjectKind kind) => kind == ObjectKind.Switch ? "switches" : Word(kind) + "s";
}
