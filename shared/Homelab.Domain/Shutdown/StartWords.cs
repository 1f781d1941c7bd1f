using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How a start is spoken of, by the way that it takes.</summary>
public static class StartWords
{
    /// <summary>Such as <c>wol dc:a6:32:00:00:02</c>; two that read alike start alike.</summary>
    public static string Way(StartMethod start) => start.Kind switch
    {
        StartKind.WakeOnLan => $"wol {start.Mac}",
        StartKind.Outlet => $"{start.Outlet}",
        StartKind.Power => "power",
        _ => "none",
    };

    public static string Of(OutletAct? act) => act switch
    {
        OutletAct.Cycle => $", which goes off, and on after {PlanWords.Span(OutletStart.Pause)}",
        OutletAct.On => ", which is switched on only: nothing says that the node is off",
        _ => "",
    };

    public static string Beginning(NodeConfig? node, string name, int number) => node?.Start.Kind switch
    {
        StartKind.WakeOnLan when number > 1 => $"{name} is woken again, the {number}. time",
        StartKind.WakeOnLan => $"{name} is woken by its magic packet",
        StartKind.Outlet when number > 1 => $"{name} is started again by {node.Start.Outlet}, the {number}. time",
        StartKind.Outlet => $"{name} is started by {node.Start.Outlet}",
        StartKind.Power => $"{name} is waited for, it starts with the power",
        _ => $"{name} is waited for, only a hand can start it",
    };

    public static string Failure(NodeConfig? node, int tries, TimeSpan boot, OutletAnswer? answer = null) => node switch
    {
        null => "the lab file names it no more",
        { Start.Kind: StartKind.WakeOnLan } => $"{tries} times it was woken, and each time {PlanWords.Span(boot)} went by",
        { Start.Kind: StartKind.Outlet } => $"{tries} times {node.Start.Outlet} was told to, and each time {PlanWords.Span(boot)} went by{(answer is { IsTaken: false } ? $"; the UPS refused: {answer.Detail}" : "")}",
        { Start.Kind: StartKind.Power } => $"it should have started with the power, and did not within {PlanWords.Span(boot)}",
        _ => "nothing but a hand can start it",
    };
}
