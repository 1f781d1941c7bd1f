using System.Text.RegularExpressions;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Model.Tests.Spin;
using Homelab.Model.Tests.Table;
using Homelab.TestKit.Repo;

namespace Homelab.Model.Tests;

/// <summary>Names and constants of the model come from the code, so that it cannot drift.</summary>
public sealed partial class TheModelFollowsTheCode
{
    /// <summary>What the code journals and the model leaves out; docs/model.md says why.</summary>
    private static readonly string[] LeftOut = ["FeedJoined", "StepAdvised", "StepRefused", "Disarmed", "CauseJoined", "CauseGone", "Held", "Released", "TargetJoined", "GateOpened", "StartOrdered", "NodeMissed", "CutConfirmed", "CutRefused", "DrillEnded", "LookOrdered", "FeedUnread"];

    [Fact]
    public void The_table_in_the_model_is_the_table_of_the_engine()
    {
        var generated = ModelTable.Generate();
        Assert.Equal(GoldenFile.Expected(ModelTable.Path, generated), generated);
    }

    /// <summary>What the model says of its own world: how much there is of it, and at which scale. Everything else is the code's.</summary>
    private static readonly string[] OfTheWorld = ["FAULTS", "FLIPS", "HORIZON", "KINDS", "TICK_SECONDS", "BEATS_A_TICK", "BATTERY", "SHORTER", "FOREIGN", "DELAY", "BOOTS", "TELLING", "RECOVERY", .. Enum.GetNames<FaultKinds>()];

    [Fact]
    public void Every_bound_of_the_protocol_is_a_constant_of_the_code_in_ticks()
    {
        var typed = Bounds().Matches(Repository.Read("tests/Homelab.Model.Tests/Model/bounds.pml")).Select(match => match.Groups[1].Value);
        Assert.Equal([], typed.Except(OfTheWorld));
    }

    [Fact]
    public void No_constant_of_the_code_is_written_and_not_gone_by()
    {
        var bounds = Repository.Read("tests/Homelab.Model.Tests/Model/bounds.pml");
        Assert.All(ProtocolConstants.Of(new PolicyConfig()), constant => Assert.Contains(constant.Name, bounds, StringComparison.Ordinal));
    }

    /// <summary>Rounded up to ticks some of this is lost, so it is held of the constants themselves.</summary>
    [Fact]
    public void What_the_protocol_rests_on_holds_of_the_constants_of_the_code()
    {
        var policy = new PolicyConfig();
        var known = ProtocolConstants.Of(policy).ToDictionary(constant => constant.Name, constant => constant.Value);
        Assert.True(known["Agent_BeatsToLose"] <= known["Node_BeatsToMiss"], "An agent looks after itself before its coordinator gives it up.");
        Assert.True(known["Lease_BeatsToWait"] <= known["Node_BeatsToMiss"], "Whoever is waited for is heard for so long.");
        Assert.True(known["Order_BeatsAhead"] <= known["Order_BeatsToLive"], "An order that comes ahead of the lease is still worth obeying when the lease ends.");
        Assert.True(known["Node_BeatsToMiss"] <= known["Order_BeatsToLive"], "An order to a node that is heard has not expired.");
        Assert.True(policy.Debounce.TotalSeconds + known["Node_BeatsToMiss"] * policy.Beat.TotalSeconds < known["Lease_Settle_Seconds"], "A lease lasts until the end of the outage is known and told.");
    }

    [Fact]
    public void Every_transition_of_the_engine_is_in_the_model_or_named_as_left_out()
    {
        var written = Written("WRITE").Concat(Written("WRITE_STEP")).ToHashSet();
        Assert.Equal(Enum.GetNames<SequenceTransition>().Order(), written.Concat(LeftOut).Order());
    }

    [Fact]
    public void Every_transition_that_is_left_out_is_said_in_the_document()
    {
        var document = Repository.Read("docs/model.md");
        Assert.All(LeftOut, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Written(string macro) =>
        Uses().Matches(Repository.Read("tests/Homelab.Model.Tests/Model/coordinator.pml"))
            .Where(match => match.Groups[1].Value == macro).Select(match => match.Groups[2].Value);

    /// <summary>A definition that names nothing written by the code.</summary>
    [GeneratedRegex(@"^#define (\w+)[ \t]+(?!.*(?:Policy|Node|Lease|Agent|Order)_\w)[^\s(]", RegexOptions.Multiline)]
    private static partial Regex Bounds();

    [GeneratedRegex(@"\b(WRITE|WRITE_STEP)\((\w+)")]
    private static partial Regex Uses();
}
