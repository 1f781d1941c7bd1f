using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

public class WhoMayTakeOver
{
    [Theory]
    [InlineData(Cause.Drill, "Refuse Wait Replace Replace Replace")]
    [InlineData(Cause.Restart, "Refuse Merge Replace Replace Replace")]
    [InlineData(Cause.Operator, "Refuse Wait Merge Merge Merge")]
    [InlineData(Cause.Heat, "Refuse Wait Merge Merge Merge")]
    [InlineData(Cause.Outage, "Refuse Wait Merge Merge Merge")]
    public void What_runs_meets_a_drill_a_restart_an_operator_heat_or_an_outage(Cause running, string verdicts) =>
        Assert.Equal(verdicts, string.Join(" ", Enum.GetValues<Cause>().Select(comes => Takeover.Judge(running, comes))));

    [Fact]
    public void What_goes_down_is_never_replaced_by_what_goes_up() => Assert.All(
        [Cause.Operator, Cause.Heat, Cause.Outage],
        running => Assert.NotEqual(TakeoverVerdict.Replace, Takeover.Judge(running, Cause.Restart)));
}
