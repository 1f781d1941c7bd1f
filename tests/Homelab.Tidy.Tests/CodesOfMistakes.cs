using Homelab.Tidy.Tests.Code;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Homelab.Tidy.Tests;

/// <summary>A code that the documentation explains is one that somebody can be told.</summary>
public sealed class CodesOfMistakes
{
    [Fact]
    public void Each_is_said_somewhere()
    {
        var codes = SourceFile.Shipped.SelectMany(file => file.Root.DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Type.ToString() == "FindingCode")
            .SelectMany(field => field.Declaration.Variables.Select(variable => (Type: ((TypeDeclarationSyntax)field.Parent!).Identifier.ValueText, Name: variable.Identifier.ValueText)))).ToList();
        Assert.True(codes.Count > 50, $"only {codes.Count} codes were found: this test looks in the wrong place");
        Assert.Empty(codes.Where(code => !SourceFile.Shipped.Any(file => file.Calls(code.Type, code.Name))).Select(code => $"{code.Type}.{code.Name} is explained and never said"));
    }
}
